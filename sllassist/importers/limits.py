"""How much of a file is looked at: sizes no bill table of a small firm comes near, and a computer with 4 GB bears.

Not for: limits of schemes or of figures.
"""

FILE_BYTES = 64 * 1024 * 1024
"""Largest file that is opened."""
TEXT_BYTES = 32 * 1024 * 1024
"""Largest text file."""
UNPACKED_BYTES = 100 * 1024 * 1024
"""Most bytes the parts of a workbook may have once unpacked."""
DEEP_BYTES = 16 * 1024 * 1024
"""Most bytes of one part that is walked through element by element, which takes longer."""
PACKED_PARTS = 5_000
DIRECTORY_BYTES = 1024 * 1024
"""Largest list of contents of a zip file."""
ROWS = 150_000
"""Most rows: half hours of eight years; more take longer and more memory than such a computer has."""
CELLS = 1_000_000
"""Most cells of a file, counted as the rectangles that hold them."""
LABELS = 200
"""Most unknown names in a column that are asked about one by one."""
COLUMNS = 2_000
SHEETS = 200
TEXT_LENGTH = 32_767
"""Most letters of one cell; Excel's own limit."""
LINES_IN_CELL = 200
"""More line breaks than this in one cell of a text file mean that a quotation mark is missing."""
