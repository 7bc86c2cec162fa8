/** What has no place in any room: ways to run text as code or markup, and tests that were narrowed down and forgotten. */
export const forbiddenSyntax = [
  {
    selector: 'MemberExpression[property.name="env"][object.property.name="process"]',
    message: 'Only apps/api/src/environment.ts reads the environment.',
  },
  {
    selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
    message: 'Markup from text lets scripts in. Set textContent, or use a template.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|bypassSecurityTrust.*)$/]',
    message: 'Markup from text lets scripts in. Set textContent, or use a template.',
  },
  { selector: 'MemberExpression[property.name="only"]', message: 'One test alone hides all the others.' },
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|todo|fixme|fails)$/]',
    message: 'A test that does not run proves nothing.',
  },
  {
    selector: 'CallExpression[callee.name=/^(fdescribe|fit|xdescribe|xit|xtest)$/]',
    message: 'All tests run, always.',
  },
]
