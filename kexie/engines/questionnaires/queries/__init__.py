"""What came of a questionnaire: results live, cross-tabulation, single answers, tables (FRM-08, FRM-09)."""
