using System.IO.Compression;
using System.Text;

var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(i => $"line {i % 17} of the text\n")));
foreach (var (name, pack, unpack) in new (string, Func<Stream, Stream>, Func<Stream, Stream>)[]
{
    ("gzip", s => new GZipStream(s, CompressionLevel.Optimal, true), s => new GZipStream(s, CompressionMode.Decompress)),
    ("deflate", s => new DeflateStream(s, CompressionLevel.SmallestSize, true), s => new DeflateStream(s, CompressionMode.Decompress)),
    ("zlib", s => new ZLibStream(s, CompressionLevel.Fastest, true), s => new ZLibStream(s, CompressionMode.Decompress)),
    ("brotli", s => new BrotliStream(s, CompressionLevel.Optimal, true), s => new BrotliStream(s, CompressionMode.Decompress)),
})
{
    var packed = new MemoryStream();
    using (var writer = pack(packed)) { writer.Write(text); }
    var size = packed.Length;
    packed.Position = 0;
    var back = new MemoryStream();
    using (var reader = unpack(packed)) { reader.CopyTo(back); }
    Console.WriteLine($"{name} {size < text.Length / 5} {back.ToArray().AsSpan().SequenceEqual(text)}");
}

var zip = new MemoryStream();
using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
{
    using (var entry = new StreamWriter(archive.CreateEntry("folder/one.txt").Open())) { entry.Write("first"); }
    using (var entry = archive.CreateEntry("two.bin", CompressionLevel.NoCompression).Open()) { entry.Write([1, 2, 3]); }
}
using (var archive = new ZipArchive(zip, ZipArchiveMode.Read))
{
    Console.WriteLine(string.Join(" ", archive.Entries.Select(e => $"{e.FullName}:{e.Length}")));
    using var reader = new StreamReader(archive.GetEntry("folder/one.txt")!.Open());
    Console.WriteLine(reader.ReadToEnd());
}
try { new GZipStream(new MemoryStream([1, 2, 3, 4]), CompressionMode.Decompress).ReadByte(); } catch (InvalidDataException e) { Console.WriteLine(e.GetType().Name); }
File.WriteAllBytes("packed.bin", text);
Console.WriteLine(new FileInfo("packed.bin").Length == text.Length);
File.Delete("packed.bin");
Console.WriteLine(System.Buffers.Text.Base64Url.EncodeToString(text.AsSpan(0, 10)) + " " + Convert.ToBase64String(text.AsSpan(0, 5)));
