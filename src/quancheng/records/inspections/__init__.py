"""The inspection kit (迎检): from the indicator sheet that comes from above to the package that goes back."""
