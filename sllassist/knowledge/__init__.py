"""Dated facts of the outside world with their sources: factors, suppliers, thresholds, rates, lists.

Not for: anything about one firm, and for computing.
"""

from sllassist.knowledge.choice import Basis
from sllassist.knowledge.energies import Energy
from sllassist.knowledge.errors import KnowledgeError, NoFactorError
from sllassist.knowledge.facade import Knowledge, KnowledgeAt, load_knowledge
from sllassist.knowledge.factors import Factor
from sllassist.knowledge.fuels import VolumeState
from sllassist.knowledge.greenhouse import Gas, GasGroup
from sllassist.knowledge.lists import NORMAL, Density, GasVolume, Industry
from sllassist.knowledge.sourced import UNVERIFIED, VERIFIED, Sourced, Status
from sllassist.knowledge.suppliers import Supplier

__all__ = [
    "NORMAL",
    "UNVERIFIED",
    "VERIFIED",
    "Basis",
    "Density",
    "Energy",
    "Factor",
    "Gas",
    "GasGroup",
    "GasVolume",
    "Industry",
    "Knowledge",
    "KnowledgeAt",
    "KnowledgeError",
    "NoFactorError",
    "Sourced",
    "Status",
    "Supplier",
    "VolumeState",
    "load_knowledge",
]
