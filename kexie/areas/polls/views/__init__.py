"""The pages of polls: drafting.py makes them, voting.py lets people vote, counting.py reads what came of it."""
