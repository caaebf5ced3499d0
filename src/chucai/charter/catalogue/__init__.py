"""Words of the room by topic, in simplified Chinese and in English; `words` says them."""
