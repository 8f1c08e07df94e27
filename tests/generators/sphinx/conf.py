"""A site of Sphinx whose code blocks Gloss explains; cargo xtask generators builds it."""

project = "Docs"
html_theme = "alabaster"
html_js_files = [("https://gloss.example/embed.js", {"defer": "defer"})]
