// what: prints without end
// problem: {"limits":{"output_kb":64},"tests":[{"expected":"1\n"}]}
// tests: OutputLimit
while (true)
{
    Console.WriteLine("again and again and again and again");
}
