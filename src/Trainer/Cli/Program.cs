using R1Code.Cli;
using R1Code.Cli.Hosting;
using R1Code.Cli.Terminal;

using var interrupts = new Interrupts(Console.Error);
return await new CommandLine(Screen.OfProcess()).RunAsync(args, interrupts);
