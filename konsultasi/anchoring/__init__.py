"""Which passage became which, what became of every quote, and how two versions compare. No Django, no database.

How the fates are decided where the words of the rule leave room:

- A passage has one counterpart at most. When it was split, the counterpart is the part that keeps its number and first
  words, unless the other part is far larger; the quote in the other part has moved. When two were merged, the
  counterpart belongs to the one that makes up most of it.
- "Another order" means: not on the heaviest row of pairs that rise on both sides. Of two passages that changed places
  the shorter one has moved.
- "Word for word" leaves white space and letters nobody sees (soft hyphens, composed or combined accents) out of
  account, nothing else: capitals, marks, kinds of quotation marks and dashes count.
- A sentence that was struck out while its passage stands has changed; its stretch is empty and lies where it stood.
  When the same sentence still stands elsewhere in the passage it is doubtful.
- A passage of which only the number and a word like "dihapus" is left is removed.
- Words are never judged by their language; no list of words decides a fate.
"""
