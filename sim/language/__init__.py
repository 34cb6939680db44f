"""The languages in which a report speaks: English, as it stands in the code, and those of the catalogues here."""
