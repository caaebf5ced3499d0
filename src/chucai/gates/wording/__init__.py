"""The words of the gates, by gate. `chucai.gates.words` puts them together and fills them in."""
