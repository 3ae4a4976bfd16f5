// Hide what will not be on the picture: a page of a million pixels takes minutes to paint otherwise.
({ tallest }) => {
  const below = [];
  const walk = (parent) => {
    for (const element of parent.children) {
      const box = element.getBoundingClientRect();
      if (box.top + scrollY > tallest) below.push(element);
      else if (box.bottom + scrollY > tallest) walk(element);
    }
  };
  if (document.body) walk(document.body);
  for (const element of below) element.style.setProperty("display", "none", "important");
  return below.length;
}
