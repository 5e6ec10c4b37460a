"""Why a start did not happen, in words for the person who asked for it."""


class StartError(Exception):
    """The message is one or two sentences that say what is wrong and what to do; it holds no secret."""
