"""The ledger room: bytes, streams, a Merkle tree and signed checkpoints. It knows nothing of awards."""
