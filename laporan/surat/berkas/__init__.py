"""Files of a paper, made from its frozen contents: PDF, Word, Excel."""
