// Sees what goes wrong in the page. Only the tests' copy of the page has it, and there are no service workers in that one: what they
// keep and load in the background has scenarios of its own.
delete Navigator.prototype.serviceWorker;
window.witness = [];
addEventListener("securitypolicyviolation", (event) =>
  window.witness.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
);
addEventListener("error", (event) => window.witness.push(`error: ${event.message ?? event.target?.src ?? event.type}`), true);
addEventListener("unhandledrejection", (event) => window.witness.push(`rejection: ${event.reason}`));
