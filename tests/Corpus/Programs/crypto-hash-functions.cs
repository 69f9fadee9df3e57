using System.Security.Cryptography;
using System.Text;

var data = Encoding.UTF8.GetBytes("The quick brown fox jumps over the lazy dog");
Console.WriteLine(Convert.ToHexStringLower(MD5.HashData(data)));
Console.WriteLine(Convert.ToHexStringLower(SHA1.HashData(data)));
Console.WriteLine(Convert.ToHexStringLower(SHA256.HashData(data)));
Console.WriteLine(Convert.ToHexStringLower(SHA512.HashData(data))[..32]);
Console.WriteLine(Convert.ToHexStringLower(HMACSHA256.HashData("key"u8, data)));
using (var incremental = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
{
    foreach (var b in data) { incremental.AppendData([b]); }
    Console.WriteLine(Convert.ToHexStringLower(incremental.GetHashAndReset())[..16]);
}
Console.WriteLine(Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2("password", "salt"u8, 1000, HashAlgorithmName.SHA256, 16)));
using var aes = Aes.Create();
aes.Key = SHA256.HashData("secret"u8);
aes.IV = new byte[16];
var cipher = aes.EncryptCbc(data, aes.IV);
Console.WriteLine(cipher.Length + " " + Encoding.UTF8.GetString(aes.DecryptCbc(cipher, aes.IV))[..9]);
Console.WriteLine(RandomNumberGenerator.GetBytes(16).Length + " " + (RandomNumberGenerator.GetInt32(5) < 5) + " " + CryptographicOperations.FixedTimeEquals(data, data));
