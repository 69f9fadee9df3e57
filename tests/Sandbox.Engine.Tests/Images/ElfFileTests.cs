using R1Code.Sandbox.Images;

namespace R1Code.Sandbox.Engine.Tests.Images;

public sealed class ElfFileTests
{
    [Fact]
    public void Read_FindsLoaderAndLibrariesOfTheDotnetHost()
    {
        var elf = ElfFile.Read(Environment.ProcessPath!);

        Assert.Contains("ld-linux", elf.Interpreter, StringComparison.Ordinal);
        Assert.Contains("libc.so.6", elf.Needed);
        Assert.Contains("libstdc++.so.6", elf.Needed);
    }

    [Fact]
    public void Read_FindsNothing_InAFileOfAnotherKind()
    {
        var elf = ElfFile.Read(typeof(ElfFileTests).Assembly.Location);

        Assert.Null(elf.Interpreter);
        Assert.Empty(elf.Needed);
    }
}
