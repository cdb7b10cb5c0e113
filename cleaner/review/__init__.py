"""What a reviewer decided, and how it is carried out."""
