"""Why a strategy wins: its difference from the baseline split exactly, and the customers who made it."""
