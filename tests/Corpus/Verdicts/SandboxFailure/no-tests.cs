// what: a problem without tests shows nothing
// problem: {"tests":[]}
// tests:
Console.WriteLine(1);
