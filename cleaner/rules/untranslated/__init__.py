"""Text that nobody translated: passages, fragments, and terms left in pinyin."""
