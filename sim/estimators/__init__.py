"""The field's own estimators: what customers' records tell of loyalty, whoever kept them. They know no market."""
