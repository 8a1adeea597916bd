"""The pages of surveys: drafting.py makes them, answering.py lets people answer, results.py reads what came of it."""
