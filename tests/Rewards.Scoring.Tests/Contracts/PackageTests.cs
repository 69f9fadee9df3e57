using System.Diagnostics;

namespace R1Code.Rewards.Tests.Contracts;

/// <summary>The client as other people get it: packed, restored from a folder, compiled against and called.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1code-pack-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Client_CanBeUsedFromItsPackage()
    {
        var root = Root();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (var project in new[] { "src/Sandbox/Protocol", "src/Rewards/Contracts" })
        {
            await DotnetAsync(root, "pack", project, "-c", configuration, "--no-build", "-o", _folder, "--nologo");
        }

        var consumer = Directory.CreateDirectory(Path.Combine(_folder, "consumer")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(consumer, "consumer.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <RestoreSources>{_folder}</RestoreSources>
                <RestorePackagesPath>{_folder}/packages</RestorePackagesPath>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="R1Code.Rewards.Contracts" Version="0.1.0" /></ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(consumer, "Program.cs"),
            """
            using R1Code.Rewards.Contracts;
            using R1Code.Sandbox.Protocol;

            var client = new RewardsClient(new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1") }, new RewardsClientOptions { Attempts = 1 });
            try
            {
                await client.JudgeAsync(new JudgeRequest { Problem = new Problem { Id = "p" }, Source = "return;" });
            }
            catch (RewardsServiceException fault)
            {
                Console.WriteLine(fault.Message);
            }
            """,
            TestContext.Current.CancellationToken
        );

        var output = await DotnetAsync(consumer, "run");

        Assert.Contains("no answer after 1 tries", output, StringComparison.Ordinal);
    }

    private static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}\n{await error}");
        return output;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "R1Code.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
