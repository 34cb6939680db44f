"""What a strategist is handed: pictures and one page that needs no internet."""
