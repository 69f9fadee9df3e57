using R1Code.Sandbox.Compiler;
using R1Code.Sandbox.Compiler.Hosting;
using R1Code.Sandbox.Protocol.Boxes;

try
{
    var input = Console.OpenStandardInput();
    var output = Console.OpenStandardOutput();
    // The output carries frames and nothing else, whoever writes to the console.
    Console.SetOut(Console.Error);
    var options = CompilerOptions.FromEnvironment(Environment.GetEnvironmentVariable);
    var watchdog = new Watchdog(options);
    var compiler = new LimitedCompiler(new CompileService(options), watchdog, options);
    WarmUp.Run(compiler);
    watchdog.TakeBaseline();
    return new CompilerBox(input, output, compiler).Serve();
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return CompilerExit.BadInput;
}
catch (Exception e) when (e is IOException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(e.ToString());
    return CompilerExit.Fault;
}
