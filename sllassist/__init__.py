"""SLLアシスト: from "can we use this?" to the finished papers of environmental finance.

Not for: any logic of its own; the rooms below hold it.
"""

__version__ = "0.1.0"
APP_NAME = "SLLアシスト"
