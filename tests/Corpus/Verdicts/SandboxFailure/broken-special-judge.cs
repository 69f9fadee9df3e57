// what: the special judge crashes
// problem: {"checker":{"type":"special","source":"throw new System.Exception(\"judge\");"},"tests":[{"input":"1\n"}]}
// tests: SandboxFailure
Console.WriteLine(1);
