"""What leaves Lantern on paper and in files: one house style for PDF, Word and Excel (SHA-1)."""
