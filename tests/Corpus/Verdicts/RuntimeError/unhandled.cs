// what: throws
// problem: {"tests":[{"input":"1 2\n","expected":"3\n"}]}
// tests: RuntimeError
throw new InvalidOperationException("on purpose");
