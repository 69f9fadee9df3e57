using System.Diagnostics;

using var self = Process.GetCurrentProcess();
Console.WriteLine($"{self.Id == Environment.ProcessId} {self.HasExited} {self.Threads.Count > 0} {self.WorkingSet64 > 0} {self.TotalProcessorTime >= TimeSpan.Zero}");
Console.WriteLine($"{Environment.ProcessorCount > 0} {Environment.Is64BitProcess} {OperatingSystem.IsLinux()} {Environment.NewLine.Length} {Environment.Version.Major} {Environment.HasShutdownStarted}");
Console.WriteLine($"{args.Length} {Environment.CurrentManagedThreadId > 0} {Environment.TickCount64 > 0} {Environment.ExitCode}");
Environment.SetEnvironmentVariable("R1_OWN", "set");
Console.WriteLine(Environment.GetEnvironmentVariable("R1_OWN") + " " + (Environment.GetEnvironmentVariable("NO_SUCH_VARIABLE") is null) + " " + Environment.ExpandEnvironmentVariables("%R1_OWN%!"));
Console.WriteLine(Path.GetFileName(Path.Combine("a", "b.txt")) + " " + Path.GetExtension("x.tar.gz") + " " + Path.GetFullPath("/a/../b") + " " + Path.GetRelativePath("/a/b", "/a/c/d"));
var file = Path.Combine(Directory.GetCurrentDirectory(), "own.txt");
File.WriteAllLines(file, ["one", "two"]);
File.AppendAllText(file, "three");
Console.WriteLine(File.ReadLines(file).Count() + " " + new FileInfo(file).Length + " " + string.Join(",", Directory.GetFiles(".").Select(Path.GetFileName)));
using (var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite)) { stream.Seek(-5, SeekOrigin.End); stream.SetLength(stream.Position); }
Console.WriteLine(File.ReadAllText(file).Length);
Directory.CreateDirectory("sub/deep");
File.Move(file, "sub/deep/moved.txt");
Console.WriteLine(string.Join(" ", Directory.EnumerateFileSystemEntries(".", "*", SearchOption.AllDirectories).Order()));
Directory.Delete("sub", recursive: true);
try { File.ReadAllText("own.txt"); } catch (FileNotFoundException e) { Console.WriteLine(e.GetType().Name); }
Console.WriteLine(Stopwatch.Frequency > 0 && Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp()) >= TimeSpan.Zero);
Console.WriteLine(new StackTrace().FrameCount > 0 && Debugger.IsAttached == false && AppDomain.CurrentDomain.FriendlyName.Length > 0);
