"""The papers of 信州SLL. The labels of 様式1号 are those of the prefecture's explanatory slides of 2018, as far as known."""

import nagano_energy
import nagano_form1
import nagano_papers

BUILDERS = {
    "form1": nagano_form1.build,
    "form2": nagano_papers.build_form2,
    "form3": nagano_papers.build_form3,
    "energy_summary": nagano_energy.build,
}
