"""Seals what opens doors (sessions, tokens) so that the database alone opens nothing (OSL 18:8).

AES-256-GCM (NIST SP 800-38D) with a random nonce; what the secret is for is sealed in with it, so that one account's can't
be put in another's place. The key lies in a file of its own that only its owner may read.
"""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from archiver.errors.operation import StorageFault
from archiver.errors.usage import ConfigFault
from archiver.text import Text

KEY_BYTES = 32
_NONCE_BYTES = 12
_MISSING = Text(
    "nyckeln till valvet saknas; lägg tillbaka den ur säkerhetskopian, eller logga in kontona på nytt",
    "the vault's key is missing; put it back from the backup, or log the accounts in again",
)
_WRONG = Text(
    "nyckeln till valvet är en annan än den som låste det; lägg tillbaka rätt fil, eller logga in kontona på nytt",
    "the vault's key is not the one that sealed it; put the right file back, or log the accounts in again",
)
_UNREADABLE = Text("filen är ingen nyckel till valvet", "the file is no key of the vault")


def read_key(file: Path) -> bytes:
    """The key in a file. Raises ConfigFault where there is none."""
    try:
        key = base64.b64decode(file.read_bytes(), validate=True)
    except FileNotFoundError as fault:
        raise ConfigFault(file=file, place="[vault] key", what=_MISSING) from fault
    except (OSError, ValueError) as fault:
        raise ConfigFault(file=file, place="[vault] key", what=_UNREADABLE) from fault
    if len(key) != KEY_BYTES:
        raise ConfigFault(file=file, place="[vault] key", what=_UNREADABLE)
    return key


def key_made_once(file: Path) -> bytes:
    """The key in a file, made there when there is none; only its owner may read it. Raises StorageFault, ConfigFault."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return read_key(file)
    except OSError as fault:
        raise StorageFault(where=file, what=fault.strerror or type(fault).__name__) from fault
    with os.fdopen(made, "wb") as stream:
        stream.write(base64.b64encode(os.urandom(KEY_BYTES)))
        stream.flush()
        os.fsync(stream.fileno())
    return read_key(file)


def seal(key: bytes, plain: bytes, purpose: str) -> str:
    """The sealed secret as text; `purpose` must be given again to open it."""
    nonce = os.urandom(_NONCE_BYTES)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, plain, purpose.encode())).decode()


def unseal(key: bytes, sealed: str, purpose: str, file: Path) -> bytes:
    """The secret. Raises ConfigFault where the key, the purpose or a byte of it is another; `file` is named then."""
    try:
        data = base64.b64decode(sealed, validate=True)
        return AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], purpose.encode())
    except (InvalidTag, ValueError) as fault:
        raise ConfigFault(file=file, place="[vault] key", what=_WRONG) from fault
