using R1Code.Cli.Hosting;
using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Hosting;

public sealed class FinishedFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_AppearsWithAllItsLines_WhenCommitted()
    {
        using (var file = new FinishedFile(_folder["s.jsonl"]))
        {
            file.WriteLine("one");
            file.WriteLine("two");
            Assert.False(File.Exists(_folder["s.jsonl"]));
            file.Commit();
        }

        Assert.Equal(["one", "two"], File.ReadAllLines(_folder["s.jsonl"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void OlderFile_StaysAsItWas_WhenNothingIsCommitted()
    {
        var path = _folder.Write("s.jsonl", "older");

        using (var file = new FinishedFile(path))
        {
            file.WriteLine("half");
        }

        Assert.Equal("older", File.ReadAllText(path));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder.Path));
    }
}
