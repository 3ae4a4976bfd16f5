// Whether this frame's document is a consent overlay: short, about consent, and with something to press.
({ subjects, plain }) => {
  if (!document.body) return false;
  const text = wording(document.body);
  return text.length > 0 && text.length < 6000 && plain.some((word) => text.includes(word))
    && subjects.some((word) => text.includes(word)) && query("button, [role='button'], input[type='submit']").length > 0
    && query("article, [role='article'], li.comment, .comment").length === 0;
}
