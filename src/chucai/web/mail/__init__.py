"""Letters: written in the transaction of what they tell, sent afterwards, in the language of whom they are for."""
