"""Forms made of the acts' own structs: nobody draws a form by hand."""
