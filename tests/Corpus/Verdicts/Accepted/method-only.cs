// what: a method without a class, called by its bare name
// problem: {"mode":"function","entry_point":"Twice","tests":[{"call":"Twice(21)","expected":"42"}]}
// tests: Accepted
static int Twice(int n) => n * 2;
