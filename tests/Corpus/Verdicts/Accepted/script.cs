// what: a C# script with statements and a function
// problem: {"mode":"script","tests":[{"call":"Twice(offset)","expected":"42"}]}
// tests: Accepted
var offset = 20;
offset++;
int Twice(int n) => n * 2;
