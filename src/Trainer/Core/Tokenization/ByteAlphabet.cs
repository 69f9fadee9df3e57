namespace R1Code.Trainer.Tokenization;

/// <summary>
/// The printable character that stands for each byte in byte-level vocabularies: visible Latin-1 characters for
/// themselves, the other 68 bytes from U+0100 on.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] ToChar = BuildChars();
    private static readonly Dictionary<char, byte> ToByte = Enumerable
        .Range(0, 256)
        .ToDictionary(value => ToChar[value], value => (byte)value);

    public static char CharOf(byte value) => ToChar[value];

    /// <summary>The bytes a vocabulary entry spells, or null where it has a character outside the alphabet.</summary>
    public static byte[]? BytesOf(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!ToByte.TryGetValue(token[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    private static char[] BuildChars()
    {
        var chars = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var visible = value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE;
            chars[value] = (char)(visible ? value : next++);
        }

        return chars;
    }
}
