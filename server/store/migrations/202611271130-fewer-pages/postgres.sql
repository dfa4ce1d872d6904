-- For SQLite alone: here rows lie in the order in which they came.
SELECT 1;
