// The error summary takes the focus, so that a screen reader and the eye start with what to mend.
document.querySelector(".errors")?.focus();
