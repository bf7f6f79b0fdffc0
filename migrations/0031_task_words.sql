-- The trigrams of the words of tasks served no question: the ledger looks through text, short title and number at once, and
-- the search has entries of its own. Each change of a task paid for them (measured: a fifth of what writing a light costs).
drop index task_words;
