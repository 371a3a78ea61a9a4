"""The pages: registers, acts, today, law and journal, generic over the matters."""
