"""The debrief: what the game showed, as slides, as a page for every team, as a pack to take home and as a workbook."""
