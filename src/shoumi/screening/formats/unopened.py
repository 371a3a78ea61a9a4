"""The sentences for what could not be opened."""

from shoumi.screening.pieces import Place, Unscreened, Why
from shoumi.screening.words import N_, Message

SENTENCES = {
    Why.ENCRYPTED: N_("{what} is encrypted; open it with its password and screen the result."),
    Why.DAMAGED: N_("{what} is damaged and was not read to its end; get an intact copy."),
    Why.UNKNOWN: N_(
        "{what} is of a format that cannot be read; convert it or look at it yourself."
    ),
    Why.TOO_LARGE: N_("{what} is larger than the limit; split it or raise the limit."),
    Why.TOO_DEEP: N_("{what} lies too deep in nested containers; unpack it first."),
    Why.TOO_MANY: N_("{what} holds more parts than the limit; unpack or split it first."),
    Why.MULTI_VOLUME: N_("{what} is one volume of several; join the volumes first."),
    Why.NO_TEXT: N_("{what} has no text layer and was not read as a picture; use --ocr."),
    Why.OUT_OF_TIME: N_("{what} took longer than the time limit; raise it with --timeout."),
    Why.CRASHED: N_("{what} made its reader fail; look at it yourself."),
    Why.UNREADABLE: N_("{what} cannot be read from the disk; check its permissions."),
    Why.NOT_A_FILE: N_("{what} is not a regular file; name a file or a folder."),
    Why.CHANGED: N_("{what} changed while it was read; screen it again."),
    Why.UNSAFE_NAME: N_("{what} has a name that leads out of its archive."),
}


def unopened(why: Why, what: str, place: Place | None = None) -> Unscreened:
    """A part that stays shut, with the sentence that says what would help."""
    return Unscreened(
        why=why,
        message=Message(template=SENTENCES[why], values={"what": what}),
        place=place or Place(),
    )
